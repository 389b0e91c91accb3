using System.Globalization;
using Shouldly;
using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.SystemFaults;

/// <summary>A wall clock of Visor's own that a test can set; the node's and the machine's stay right.</summary>
internal sealed class WrongClock : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private WrongClock()
    {
    }

    /// <summary>What a Visor has to be started with.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["LD_PRELOAD"] = Library,
        ["VISOR_TEST_CLOCK_OFFSET"] = Offset,
    };

    private string Library => _folder.In("clock.so");

    private string Offset => _folder.In("offset");

    public static async Task<WrongClock> Compile()
    {
        Requirement.Program("gcc");
        var clock = new WrongClock();
        clock.Set(TimeSpan.Zero);
        var source = Path.Combine(AppContext.BaseDirectory, "SystemFaults", "clock.c");
        var (exitCode, output) = await TestProcess.Run("gcc", "-shared", "-fPIC", "-O1", "-Wall", "-o", clock.Library, source);
        exitCode.ShouldBe(0, output);
        return clock;
    }

    /// <summary>Makes the clock jump.</summary>
    /// <param name="ahead">Of the right time.</param>
    public void Set(TimeSpan ahead)
    {
        var text = ((long)ahead.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        File.WriteAllText(Offset + ".new", text);
        File.Move(Offset + ".new", Offset, overwrite: true);
    }

    public void Dispose() => _folder.Dispose();
}
