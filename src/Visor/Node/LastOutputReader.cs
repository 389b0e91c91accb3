using System.Collections.Immutable;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <summary>
/// Reads again what a process that has ended wrote last, from where its output went: into a file or into systemd's journal. Nothing stands between the
/// process and that place, so that no process ever waits for Visor, and none ends with it.
/// </summary>
/// <param name="targetOf">Where a standard stream leads to, by its descriptor.</param>
/// <param name="isVisors">Whether a line is Visor's own, which goes to the same places.</param>
internal sealed class LastOutputReader(Func<int, OutputTarget> targetOf, JournaldTail journald, Func<string, bool> isVisors, TimeProvider time)
{
    private static readonly ImmutableArray<int> Streams = [1, 2];

    // Looked up once: they lead to the same place for as long as Visor runs, and each look would be part of every start.
    private readonly ImmutableArray<(int Stream, OutputTarget Target)> _targets = [.. Streams.Select(stream => (stream, targetOf(stream)))];

    /// <summary>Where the files end that a process that is about to be started will write to.</summary>
    public OutputMark Mark() => new([.. _targets.Select(t => t.Target is OutputTarget.OfFile file ? FileTail.LengthOf(file.Descriptor) ?? 0 : 0)]);

    /// <param name="since">Null: where its output begins is not known.</param>
    public async Task<LastOutput> Read(ProcessRole role, int pid, ProcessExit exit, OutputMark? since, CancellationToken cancellation)
    {
        var at = time.GetUtcNow();
        var (lines, unknown) = await Lines(role, pid, since, LastOutput.MaxLines, cancellation);
        ImmutableArray<string> last = [.. lines.Select(line => PlainText.Excerpt(line, LastOutput.MaxLineLength))];
        return new LastOutput(role.Words, pid, exit.ToString(), at, last, unknown);
    }

    /// <param name="count">How many at most.</param>
    /// <returns>As the process wrote them; none: why they are not known, null if it wrote nothing.</returns>
    public async Task<(ImmutableArray<string> Lines, string? Unknown)> Lines(ProcessRole role, int pid, OutputMark? since, int count, CancellationToken cancellation)
    {
        List<string> found = [];
        List<string> problems = [];
        foreach (var (stream, target) in _targets.Where(t => t.Target is OutputTarget.OfFile))
        {
            try
            {
                // One file under two descriptors shows the same lines twice.
                var tail = FileTail.Read(((OutputTarget.OfFile)target).Descriptor, since?.Offsets[stream - 1] ?? 0).Where(line => !isVisors(line)).ToList();
                if (!tail.SequenceEqual(found, StringComparer.Ordinal))
                    found.AddRange(tail.TakeLast(count));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                problems.Add($"the output file of the {role} cannot be read: {PlainText.Clause(e)}");
            }
        }

        if (_targets.Any(t => t.Target is OutputTarget.Journald))
        {
            var (lines, why) = await journald.Read(pid, count, cancellation);
            found.AddRange(lines ?? []);
            if (lines is null)
                problems.Add($"it went to journald, which Visor cannot read ({why}); run `journalctl --boot _PID={pid}` as root");
        }

        problems.AddRange(_targets.Select(t => t.Target).OfType<OutputTarget.Elsewhere>().Distinct().Select(e => $"the output of the {role} goes directly to {e.Where}"));
        ImmutableArray<string> last = [.. found.TakeLast(count)];
        return (last, last.IsEmpty && problems.Count > 0 ? string.Join("; ", problems) : null);
    }
}
