using Xunit;

namespace Visor.EndToEnd.Harness;

/// <summary>What a machine must have or allow for a test; where it does not, the test is skipped and says why.</summary>
internal static class Requirement
{
    /// <summary>Only root may mount, and make namespaces.</summary>
    public static void Root()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("only root may mount a file system or make a namespace");
    }

    public static void Program(string name)
    {
        if (!IsInstalled(name))
            Assert.Skip($"{name} is not installed");
    }

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The Visor under test is compiled to machine code, and no runtime of its own stands between it and the kernel.</summary>
    public static void NativeVisor()
    {
        if (File.Exists(Path.ChangeExtension(Programs.Visor, "dll")))
            Assert.Skip("the runtime of a Visor that is not compiled to machine code raises its limits and needs far more files");
    }
}
