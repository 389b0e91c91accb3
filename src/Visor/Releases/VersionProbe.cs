using Visor.Chains;
using Visor.Model;
using Visor.Platform;
using Visor.Platform.Files;
using Visor.Processes;

namespace Visor.Releases;

/// <summary>
/// Asks binaries for their version, and each of them again only if its file has changed since. A script says what it starts, and that may
/// change while its own file does not, so it is asked again unless it has just been.
/// </summary>
internal sealed class VersionProbe(CommandRunner commands, IReleaseProof proof, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>After a boot the first run of a large binary can take longer than all later ones: from a cold disk, or one that is loaded when it is read.</summary>
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(120);

    /// <summary>How long the word of a script is recent.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Answer> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _timeouts = new(StringComparer.Ordinal);

    private sealed record Answer(FileFingerprint Stamp, ReportedVersion Said, long At, bool IsScript);

    /// <inheritdoc cref="IReleaseProof.NamesRelease"/>
    public bool NamesRelease => proof.NamesRelease;

    /// <exception cref="ReleaseException">It cannot be started, fails, hangs, or answers something else.</exception>
    public Task<ReleaseTag> Read(string binary, CancellationToken cancellation) => Read(binary, Freshness.Recent, cancellation);

    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public async Task<ReleaseTag> Read(string binary, Freshness freshness, CancellationToken cancellation) => (await Hear(binary, freshness, cancellation)).Release;

    /// <inheritdoc cref="Read(string, CancellationToken)"/>
    public async Task<ReportedVersion> Hear(string binary, Freshness freshness, CancellationToken cancellation)
    {
        var stamp = FileFingerprint.Read(binary) ?? throw new ReleaseException($"{binary} does not exist; put the binary there")
        {
            Passes = PassingTrouble.MayBeUnmounted(binary),
        };
        lock (_lock)
        {
            if (_known.TryGetValue(binary, out var known) && known.Stamp == stamp
                && (!known.IsScript || freshness == Freshness.AsSaid || time.GetElapsedTime(known.At) < Recent))
            {
                return known.Said;
            }
        }

        var said = await Ask(binary, cancellation);
        var answer = new Answer(stamp, said, time.GetTimestamp(), IsScript(binary));
        lock (_lock)
            _known[binary] = answer;
        return said;
    }

    private async Task<ReportedVersion> Ask(string binary, CancellationToken cancellation)
    {
        TimeSpan timeout;
        lock (_lock)
            timeout = _timeouts.GetValueOrDefault(binary, Timeout);
        ChildResult result;
        try
        {
            result = await commands.Run(binary, proof.Arguments, [], proof.VariablesOf(binary), timeout, cancellation);
        }
        catch (SpawnException e)
        {
            throw new ReleaseException(e.Message) { Passes = e.Passes };
        }

        var asked = $"`{binary} {string.Join(' ', proof.Arguments)}`";
        if (result.Exit is not { } exit)
        {
            lock (_lock)
                _timeouts[binary] = timeout * 2 < MaxTimeout ? timeout * 2 : MaxTimeout;
            throw new ReleaseException($"{asked} did not end within {timeout.TotalSeconds:0} s; run it by hand to see what it is waiting for") { Passes = true };
        }

        if (!result.Succeeded)
        {
            throw new ReleaseException($"{asked} failed ({exit}): {PlainText.Excerpt(result.Error + result.Output, 200)}")
            {
                Passes = exit.Signal is not null, // The machine has ended it, for want of memory or of a page that could not be read.
            };
        }

        var printed = PlainText.Excerpt((result.Output.AsSpan().Trim().IsEmpty ? result.Error : result.Output).Trim(), 80);
        return proof.Parse(binary, result.Output, result.Error) is { } release ? new ReportedVersion(release, printed) : throw new ReleaseException(
            $"{asked} answered {PlainText.Excerpt(result.Output + result.Error, 200)}, which is not {proof.Form}; is it the node's binary?");
    }

    private static bool IsScript(string binary)
    {
        try
        {
            using var file = File.OpenHandle(binary);
            Span<byte> start = stackalloc byte[2];
            return RandomAccess.Read(file, start, 0) == start.Length && start.SequenceEqual("#!"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // What cannot be looked into is asked each time.
        }
    }
}

/// <summary>How old the word of a script may be.</summary>
internal enum Freshness
{
    /// <summary>A second.</summary>
    Recent,

    /// <summary>As old as its file: it has been asked right before, and now there is no time.</summary>
    AsSaid,
}

/// <summary>What a binary says of itself.</summary>
/// <param name="Printed">As it stands on its output; free of control characters.</param>
internal sealed record ReportedVersion(ReleaseTag Release, string Printed);
