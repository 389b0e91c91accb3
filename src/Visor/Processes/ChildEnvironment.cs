using System.Collections;
using System.Collections.Immutable;
using System.Text;

namespace Visor.Processes;

/// <summary>
/// The environment a node inherits: Visor's own, byte for byte (proc(5), <c>/proc/self/environ</c>), without what is meant
/// for Visor alone: the service manager's sockets, the release server's token, and where notifications go.
/// </summary>
internal static class ChildEnvironment
{
    private static readonly string[] Withheld = ["NOTIFY_SOCKET=", "WATCHDOG_", "LISTEN_", "GITHUB_TOKEN=", "GITLAB_TOKEN=", "FORGEJO_TOKEN=", "VISOR_NOTIFICATIONS__"];

    public static ImmutableArray<byte[]> OfThisProcess()
    {
        try
        {
            return Parse(File.ReadAllBytes("/proc/self/environ"));
        }
        catch (UnauthorizedAccessException)
        {
            // Root has become another user, and what it was given is hidden from that one; what is left of it is known here.
            var left = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}\0");
            return Parse(Encoding.UTF8.GetBytes(string.Concat(left)));
        }
    }

    /// <param name="block"><c>NAME=value</c> entries, each ended by a zero byte.</param>
    public static ImmutableArray<byte[]> Parse(byte[] block)
    {
        var kept = ImmutableArray.CreateBuilder<byte[]>();
        foreach (var range in block.AsSpan().Split((byte)0))
        {
            var entry = block[range];
            if (entry.Length > 0 && !Withheld.Any(name => entry.AsSpan().StartsWith(Encoding.ASCII.GetBytes(name))))
                kept.Add(entry);
        }

        return kept.ToImmutable();
    }
}
