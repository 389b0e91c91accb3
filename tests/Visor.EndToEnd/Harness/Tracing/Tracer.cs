using Shouldly;

namespace Visor.EndToEnd.Harness.Tracing;

/// <summary>Makes programs stop before a call that makes something below a folder durable or visible; see <c>tracer.c</c>.</summary>
internal sealed class Tracer : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    private Tracer()
    {
    }

    private string Program => _folder.In("tracer");

    public static async Task<Tracer> Compile()
    {
        Requirement.Program("gcc");
        var tracer = new Tracer();
        var source = Path.Combine(AppContext.BaseDirectory, "Harness", "Tracing", "tracer.c");
        var (exitCode, output) = await TestProcess.Run("gcc", "-O1", "-Wall", "-o", tracer.Program, source);
        if (exitCode != 0)
            tracer.Dispose();
        exitCode.ShouldBe(0, output);
        return tracer;
    }

    /// <summary>Runs Visor on a home, and only counts the calls on the disk it lies on.</summary>
    public TracedVisor Count(string home, string folder) => Run(home, folder, "count");

    /// <summary>Runs Visor on a home until the disk loses its power, and with it everything lives.</summary>
    /// <param name="strike">The number of a call, or <c>TEXT+N</c>.</param>
    public TracedVisor LosePower(string home, ImageDisk disk, string strike) => Run(home, disk.Path, "power", strike, disk.Image, disk.Survived);

    /// <summary>Runs Visor on a home until it is killed; its node lives on.</summary>
    /// <inheritdoc cref="LosePower"/>
    public TracedVisor Kill(string home, string folder, string strike) => Run(home, folder, "kill", strike);

    /// <summary>Runs Visor on a home, and lets one fsync(2) below a folder fail with EIO.</summary>
    /// <inheritdoc cref="LosePower"/>
    public TracedVisor FailSync(string home, string folder, string strike) => Run(home, folder, "fail", strike);

    public void Dispose() => _folder.Dispose();

    private TracedVisor Run(string home, string folder, params string[] mode)
    {
        var list = _folder.In($"list-{Interlocked.Increment(ref _runs)}");
        return new TracedVisor(VisorProcess.RunUnder(home, Program, [list, folder, .. mode, "--"]), list);
    }
}
