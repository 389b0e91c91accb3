using System.Collections.Immutable;

namespace Visor.Configuration;

/// <summary>Programs of the operator that Visor runs when something happens: <c>[hooks]</c>. Each is an absolute path and its arguments; empty: none.</summary>
internal sealed record HooksConfig
{
    /// <summary>The next release has been proven; it may say that it is not ready.</summary>
    public HookCommand OnStaged { get; init; } = HookCommand.None;

    /// <summary>The old release is about to be stopped.</summary>
    public HookCommand BeforeUpgrade { get; init; } = HookCommand.None;

    /// <summary>The new release has answered.</summary>
    public HookCommand AfterUpgrade { get; init; } = HookCommand.None;

    /// <summary>Visor has given the node up.</summary>
    public HookCommand OnFailure { get; init; } = HookCommand.None;

    /// <summary>How long a hook may take before it is killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <param name="Words">Path and arguments; empty: there is no hook.</param>
internal sealed record HookCommand(ImmutableArray<string> Words)
{
    public static HookCommand None { get; } = new([]);

    public bool IsGiven => !Words.IsEmpty;

    public bool Equals(HookCommand? other) => other is not null && Words.SequenceEqual(other.Words, StringComparer.Ordinal);

    public override int GetHashCode() => Words.Length;
}

/// <summary>Reads <c>[hooks]</c>.</summary>
internal sealed class HooksReader(TableReader table, ProblemList problems, IReadOnlyList<string> knownKeys)
{
    public HooksConfig Read()
    {
        var defaults = new HooksConfig();
        var hooks = new HooksConfig
        {
            OnStaged = Hook("onStaged"),
            BeforeUpgrade = Hook("beforeUpgrade"),
            AfterUpgrade = Hook("afterUpgrade"),
            OnFailure = Hook("onFailure"),
            Timeout = Timeout(defaults.Timeout),
        };
        table.WarnUnknownKeys(knownKeys);
        return hooks;
    }

    private HookCommand Hook(string key)
    {
        if (table.Take(key) is not { } entry)
            return HookCommand.None;
        if (entry.Value is TomlText)
        {
            table.Wrong(entry, "must be a list of the program and its arguments, not a text; use [\"/bin/sh\", \"-c\", \"…\"] for a shell command");
            return HookCommand.None;
        }

        if (table.Texts(key) is not [var program, .. var arguments])
        {
            if (TableReader.ListOf(entry) is not null)
                table.Wrong(entry, "is empty; give the program and its arguments, or delete the line");
            return HookCommand.None;
        }

        if (program.Length > 0)
            return new HookCommand([Path.GetFullPath(program, FolderOfFile), .. arguments]);
        table.Wrong(entry, "begins with an empty text; give the path of the program there");
        return HookCommand.None;
    }

    private TimeSpan Timeout(TimeSpan absent)
    {
        var timeout = table.Seconds("timeoutSeconds", absent);
        if (timeout == TimeSpan.Zero && table.Take("timeoutSeconds") is { } entry)
            table.Wrong(entry, "must be 1 or more: no program ends within 0 seconds");
        return timeout;
    }

    private string FolderOfFile => Path.GetDirectoryName(Path.GetFullPath(problems.File)) ?? "/";
}
