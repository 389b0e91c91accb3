using System.Text;
using Visor.Home;
using Visor.Status.Reading;

namespace Visor.Status.Showing;

/// <summary>Shows the status again and again: on a terminal in place, elsewhere whenever it has changed.</summary>
internal sealed class StatusWatch(VisorHome home, string? start, TextWriter output, Func<Terminal> terminal, TimeProvider time)
{
    // ECMA-48: erase all, to the first line, erase the rest of the line, erase what is below.
    private const string Clear = "\u001b[2J";
    private const string ToTop = "\u001b[H";
    private const string EraseLine = "\u001b[K";
    private const string EraseBelow = "\u001b[J";

    /// <summary>Whether processes live is told by nobody and has to be looked at; the ages grow by the second anyway.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly StatusReader _reader = new(home, start);
    private StatusSnapshot? _shown;
    private bool _hasBegun;

    public async Task Run(bool asJson, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Step, time);
        do
        {
            await Show(_reader.Read(), asJson);
        }
        while (await Another(timer, end));
    }

    private static async Task<bool> Another(PeriodicTimer timer, CancellationToken end)
    {
        try
        {
            return await timer.WaitForNextTickAsync(end);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task Show(StatusSnapshot reading, bool asJson)
    {
        var isNew = reading != _shown;
        _shown = reading;
        var health = _reader.HealthOf(reading);
        if (asJson)
        {
            if (isNew)
                await Write(StatusReport.Create(reading, health).Json(isIndented: false) + "\n");
            return;
        }

        var now = terminal();
        var lines = new StatusText(now).Lines(reading, health, time.GetUtcNow());
        if (now.CanRedraw)
            await Write(Screen(lines));
        else if (isNew)
            await Write(string.Join('\n', lines) + "\n\n");
    }

    private string Screen(IReadOnlyList<string> lines)
    {
        var screen = new StringBuilder(_hasBegun ? ToTop : ToTop + Clear);
        _hasBegun = true;
        foreach (var line in lines)
            screen.Append(line).Append(EraseLine).Append("\r\n");
        return screen.Append(EraseBelow).ToString();
    }

    private async Task Write(string text)
    {
        await output.WriteAsync(text);
        await output.FlushAsync();
    }
}
