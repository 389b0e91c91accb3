namespace Visor.Configuration;

/// <summary>Where the status page is served: <c>[status]</c>.</summary>
internal sealed record StatusConfig
{
    /// <summary>Such as <c>127.0.0.1:9480</c>; null: nowhere.</summary>
    public string? Listen { get; init; }

    /// <summary>Whether other machines may ask.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Further names it may be asked under, such as <c>validator.example.com</c>; <c>*.example.com</c>: all below that one.</summary>
    public HostNames AllowedHosts { get; init; } = HostNames.None;
}

/// <summary>Reads <c>[status]</c>.</summary>
internal sealed class StatusConfigReader(TableReader table, IReadOnlyList<string> knownKeys)
{
    public StatusConfig Read()
    {
        var listen = table.NonEmptyString("listen", "an address such as \"127.0.0.1:9480\", or delete the line");
        var allowRemote = table.Flag("allowRemote") ?? false;
        if (listen is { } found && ProblemWith(found.Text, allowRemote) is { } problem)
            table.Wrong(found.Entry, problem);
        var hosts = Hosts();
        table.WarnUnknownKeys(knownKeys);
        return new StatusConfig { Listen = listen?.Text, AllowRemote = allowRemote, AllowedHosts = hosts };
    }

    private HostNames Hosts()
    {
        const string key = "allowedHosts";
        var names = table.Texts(key);
        if (table.Take(key) is { } entry && names.FirstOrDefault(n => HostNames.ProblemWith(n) is not null) is { } wrong)
            table.Wrong(entry, $"{Quoting.Quote(wrong)} {HostNames.ProblemWith(wrong)}");
        return names.IsEmpty ? HostNames.None : new HostNames(names);
    }

    private static string? ProblemWith(string listen, bool allowRemote) =>
        ListenAddress.ProblemWith(listen)
        ?? (allowRemote || ListenAddress.IsLoopback(listen)
            ? null
            : $"{Quoting.Quote(listen)} is reachable from other machines, and the page has no password; use 127.0.0.1 for this machine only, or add allowRemote = true below it");
}
