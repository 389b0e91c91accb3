using System.Runtime.InteropServices;
using Visor.Model;
using Visor.Platform;
using Visor.Processes;

namespace Visor.Users;

/// <summary>Gives root's rights away for good, credentials(7): numbers, groups, and the environment that belongs to them.</summary>
/// <remarks>Who has changed its user cannot be traced by it (PR_SET_DUMPABLE in prctl(2)), so that nothing of that user gets at root's terminal.</remarks>
internal static class OwnerRights
{
    // What says how to show things, where to find others, and who asked; and Visor's own settings. Secrets of root are nobody else's.
    private static readonly string[] Kept =
    [
        "PATH", "LANG", "LANGUAGE", "TERM", "NO_COLOR", "COLUMNS", "LINES", "TZ", "GITHUB_API_URL", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SUDO_USER", "SUDO_UID",
    ];

    private static readonly int[] ForProcesses = [Native.CAP_KILL, Native.CAP_SYS_PTRACE, Native.CAP_DAC_READ_SEARCH];

    /// <exception cref="VisorException">The kernel refuses.</exception>
    public static void Take(Account owner)
    {
        var groups = owner.Name is { } name ? Native.InitGroups(name, owner.Group) : NoGroups();
        if (groups != 0 || Native.SetGroup(owner.Group, owner.Group, owner.Group) != 0 || Native.SetUser(owner.User, owner.User, owner.User) != 0)
        {
            throw new VisorException(
                ExitCodes.Configuration, $"the home belongs to {owner.Words}, and this process cannot switch to that user: {Native.Describe(Marshal.GetLastPInvokeError())}; run the command as that user, or add {OwnerSwitch.Flag}");
        }

        foreach (var variable in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => !IsKept(name)))
            Environment.SetEnvironmentVariable(variable, null);
        Environment.SetEnvironmentVariable("HOME", owner.Folder ?? "/");
        Environment.SetEnvironmentVariable("USER", owner.Name);
        Environment.SetEnvironmentVariable("LOGNAME", owner.Name);
    }

    /// <summary>
    /// The same, and begins this program anew with the capabilities (capabilities(7)) to end the processes of others, and to look into their folders in
    /// <c>/proc</c>, but to write nothing that the owner may not. A capability is a thread's, and only a new program has it in all its threads. Where the
    /// kernel does not grant them it goes on without.
    /// </summary>
    /// <exception cref="VisorException">The kernel refuses.</exception>
    public static void TakeForProcesses(Account owner)
    {
        var commandLine = File.ReadAllBytes("/proc/self/cmdline");
        _ = Native.Prctl(Native.PR_SET_KEEPCAPS, 1);
        Take(owner);
        if (SetCapabilities(ForProcesses.Aggregate(0u, (set, one) => set | (1u << one)))
            && ForProcesses.All(one => Native.Prctl(Native.PR_CAP_AMBIENT, Native.PR_CAP_AMBIENT_RAISE, (nuint)one, 0, 0) == 0))
        {
            BeginAnew(commandLine);
        }

        SetCapabilities(0);
    }

    private static unsafe void BeginAnew(ReadOnlySpan<byte> commandLine)
    {
        // Each argument is ended by a zero byte.
        List<byte[]> words = [];
        foreach (var word in commandLine[..^1].Split((byte)0))
            words.Add(commandLine[word].ToArray());
        using var arguments = new NativeStrings(words);
        using var environment = new NativeStrings(ChildEnvironment.OfThisProcess());
        _ = Native.Execute("/proc/self/exe", arguments.Pointer, environment.Pointer);
    }

    private static unsafe bool SetCapabilities(uint capabilities)
    {
        var header = new Native.CapabilityHeader { Version = Native.LINUX_CAPABILITY_VERSION_3 };
        var all = new Native.Capabilities { Effective = capabilities, Permitted = capabilities, Inheritable = capabilities };
        return Native.SetCapabilities(&header, &all) == 0;
    }

    private static unsafe int NoGroups() => Native.SetGroups(0, null);

    private static bool IsKept(string name) =>
        Kept.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("VISOR_", StringComparison.Ordinal)
        || name.StartsWith("LC_", StringComparison.Ordinal) || name.StartsWith("DOTNET_", StringComparison.Ordinal);
}
