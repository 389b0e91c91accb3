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
