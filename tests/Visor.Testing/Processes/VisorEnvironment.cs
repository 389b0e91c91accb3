namespace Visor.Testing.Processes;

/// <summary>What of the environment of a machine must not reach a Visor that is tried on it.</summary>
internal static class VisorEnvironment
{
    /// <summary>Variables that would lead a download elsewhere than to the server of whoever starts it.</summary>
    public static IReadOnlyList<string> OfDownloads { get; } =
        ["GITHUB_API_URL", "GITHUB_TOKEN", "GITLAB_TOKEN", "FORGEJO_TOKEN", "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"];

    /// <summary>Those, and what a service manager or a person has said to another Visor.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. OfDownloads, "VISOR_HOME", "VISOR_CONFIG", "VISOR_FAULT", "VISOR_FAULT_MARK", "NOTIFY_SOCKET", "JOURNAL_STREAM"];
}
