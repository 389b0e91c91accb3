namespace Visor.EndToEnd.Harness;

/// <summary>The <c>visor</c> under test, as a service manager would see it.</summary>
internal static class VisorProcess
{
    private static Dictionary<string, string?> Clean => VisorEnvironment.All.ToDictionary(variable => variable, _ => (string?)null, StringComparer.Ordinal);

    /// <summary>Starts <c>visor run</c> on a home.</summary>
    public static TestProcess Run(
        string home,
        IEnumerable<string>? options = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null) =>
        Start(RunOn(home, [.. options ?? []]), environment, workingDirectory);

    /// <summary>Starts <c>visor run</c> of the build that can be made to fail.</summary>
    /// <param name="fault"><c>STEP:MODE[:N]</c>, see Checkpoint.cs.</param>
    /// <param name="mark">Path of the file it writes just before it fails.</param>
    public static TestProcess RunWithFault(string home, string fault, string mark)
    {
        var environment = Clean;
        environment["VISOR_FAULT"] = fault;
        environment["VISOR_FAULT_MARK"] = mark;
        return TestProcess.Start(Programs.FaultyVisor, RunOn(home, []), environment);
    }

    /// <summary>Starts <c>visor run</c> of a copy of the program.</summary>
    public static TestProcess RunCopy(string program, string home) => TestProcess.Start(program, RunOn(home, []), Clean);

    /// <summary>Starts <c>visor</c> in place of a last command of a shell, which has changed its own view of the machine before.</summary>
    /// <param name="script">Such as <c>mount …</c>; in a mount namespace of its own, as root.</param>
    public static TestProcess StartAfter(string script, IEnumerable<string> args, IReadOnlyDictionary<string, string?>? environment = null)
    {
        Requirement.Root();
        return Start("unshare", ["--mount", "/bin/sh", "-ec", $"{script}\nexec \"$0\" \"$@\"", Programs.Visor, .. args], environment);
    }

    /// <summary>The same with several answers, and a record of each call they are about.</summary>
    /// <param name="trace">Path of the record.</param>
    /// <param name="injections">Such as <c>poll:error=EINTR:when=1+2</c>.</param>
    public static TestProcess StartInjected(string trace, IReadOnlyList<string> injections, params IEnumerable<string> args)
    {
        Requirement.Program("strace");
        var calls = string.Join(',', injections.Select(i => i.Split(':')[0]));
        return Start("strace", ["-f", "-qq", "-o", trace, "-e", $"trace={calls}", .. injections.SelectMany(i => new[] { "-e", $"inject={i}" }), Programs.Visor, .. args], environment: null);
    }

    /// <summary>Starts <c>visor</c> under strace(1): from its first moment on it, and what it starts, gets this answer to these calls.</summary>
    /// <inheritdoc cref="Strace.Inject"/>
    public static TestProcess StartInjected(string calls, string injection, params IEnumerable<string> args)
    {
        Requirement.Program("strace");
        return Start("strace", ["-f", "-qq", "-o", "/dev/null", "-e", $"trace={calls}", "-e", $"inject={calls}:{injection}", Programs.Visor, .. args], environment: null);
    }

    /// <summary>Starts <c>visor</c> on a terminal of its own, script(1); what it writes there comes with the terminal's line ends.</summary>
    /// <param name="redirections">In the words of the shell: what does not go there, such as <c>&gt;/dev/null</c>.</param>
    public static TestProcess StartOnTerminal(IEnumerable<string> args, IReadOnlyDictionary<string, string?>? environment = null, string redirections = "")
    {
        Requirement.Program("script");
        var line = string.Join(' ', args.Prepend(Programs.Visor).Select(a => $"'{a}'"));
        return Start("script", ["-q", "-f", "-e", "-c", $"exec {line} {redirections}", "/dev/null"], environment);
    }

    /// <summary>Starts <c>visor run</c> under strace(1), which answers some of its system calls as the test wants.</summary>
    /// <param name="injection">Such as <c>fsync:delay_enter=1000000</c>. A count (<c>when</c>) would be one of each thread.</param>
    /// <param name="path">Only calls on this file; null: all.</param>
    public static TestProcess RunTraced(string home, string injection, string? path = null)
    {
        // The tracer stands aside, so that what is started here is the Visor itself.
        Requirement.Program("strace");
        string[] only = path is null ? [] : ["-P", path];
        string[] how = ["-D", "-f", "-qq", "-o", "/dev/null", .. only, "-e", $"trace={injection.Split(':')[0]}", "-e", $"inject={injection}"];
        return TestProcess.Start("strace", [.. how, Programs.Visor, .. RunOn(home, [])], Clean);
    }

    /// <summary>Starts <c>visor run</c> by a program that takes its command line behind its own, and gives it its place.</summary>
    public static TestProcess RunUnder(string home, string program, params IEnumerable<string> args) =>
        TestProcess.Start(program, [.. args, Programs.Visor, .. RunOn(home, [])], Clean);

    /// <summary>Starts <c>visor run</c> from a shell that closes or redirects descriptors.</summary>
    /// <param name="redirections">In the words of the shell, such as <c>2>&amp;-</c>.</param>
    public static TestProcess RunRedirected(string home, string redirections) =>
        TestProcess.Start("/bin/sh", ["-c", $"exec \"$0\" \"$@\" {redirections}", Programs.Visor, .. RunOn(home, [])], Clean);

    /// <summary>Starts <c>visor run</c> with few descriptors, three of them open; its node may allow itself more.</summary>
    public static TestProcess RunLimited(string home, int descriptors)
    {
        // What the test itself was given, it would pass on. Only bash can close what has two digits.
        Requirement.Program("bash");
        var script = $$"""
            for descriptor in /proc/$$/fd/*; do
              number=${descriptor##*/}
              if [ "$number" -gt 2 ]; then eval "exec $number>&-"; fi
            done
            ulimit -S -n {{descriptors}} && exec "$0" "$@"
            """;
        return TestProcess.Start("bash", ["-c", script, Programs.Visor, .. RunOn(home, [])], Clean);
    }

    /// <summary>Starts <c>visor</c> with any command line, in an environment of which nothing belongs to the machine the test runs on.</summary>
    public static TestProcess Start(
        IEnumerable<string> args, IReadOnlyDictionary<string, string?>? environment = null, string? workingDirectory = null) =>
        Start(Programs.Visor, args, environment, workingDirectory);

    private static TestProcess Start(
        string program, IEnumerable<string> args, IReadOnlyDictionary<string, string?>? environment, string? workingDirectory = null)
    {
        var clean = Clean;
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
            clean[name] = value;
        return TestProcess.Start(program, args, clean, workingDirectory);
    }

    private static string[] RunOn(string home, string[] options) => ["run", "--home", home, .. options];
}
