using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Visor.SimulatedGitHub.Misbehaving;
using Visor.SimulatedGitHub.Releases;
using Visor.SimulatedGitHub.Requests;

namespace Visor.SimulatedGitHub.Hosts;

/// <summary>Sends bytes from a disk, never more than a piece of them in memory; and stops, crawls or breaks off on request.</summary>
internal sealed class AssetStream(HttpContext context, RecordedRequest record, Trouble trouble)
{
    private const int Piece = 1 << 17;
    private const int StepsPerSecond = 20;

    private readonly Task _behaves = trouble.UntilEnd();

    public async Task Copy(ReleaseAsset asset, ByteRange range)
    {
        var stallAt = trouble.Meets<Misbehaviour.Stall>(out var stall) ? stall.AfterBytes : long.MaxValue;
        var resetAt = trouble.Meets<Misbehaviour.Reset>(out var reset) ? reset.AfterBytes : long.MaxValue;
        var cutAt = trouble.Meets<Misbehaviour.Truncated>(out var truncated) ? truncated.AfterBytes : long.MaxValue;
        var wrongAt = trouble.Meets<Misbehaviour.Corrupted>(out var corrupted) ? corrupted.AtByte : -1;
        _ = trouble.Meets<Misbehaviour.Slow>(out var slow);

        await using var content = asset.Open();
        content.Position = range.From;
        var buffer = new byte[Piece];
        await context.Response.StartAsync(context.RequestAborted);
        for (long sent = 0; sent < range.Length;)
        {
            if (sent == stallAt)
                await Stand();
            if (sent == cutAt)
                break;
            if (sent == resetAt)
            {
                ResetConnection();
                break;
            }

            var step = slow is null || _behaves.IsCompleted ? Piece : Math.Clamp(slow.BytesPerSecond / StepsPerSecond, 1, Piece);
            var next = new[] { step, range.Length - sent, After(stallAt, sent), After(cutAt, sent), After(resetAt, sent) }.Min();
            var piece = buffer.AsMemory(0, (int)next);
            await content.ReadExactlyAsync(piece, context.RequestAborted);
            if (range.From + sent <= wrongAt && wrongAt < range.From + sent + next)
                piece.Span[(int)(wrongAt - range.From - sent)] ^= 0xff;
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            sent += next;
            record.Sent((int)next);
            if (slow is not null)
                await Pause(TimeSpan.FromSeconds((double)next / slow.BytesPerSecond));
        }
    }

    private static long After(long mark, long sent) => mark > sent ? mark - sent : long.MaxValue;

    private async Task Stand()
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        record.Stalled(stands: true);
        try
        {
            await _behaves.WaitAsync(context.RequestAborted);
        }
        finally
        {
            record.Stalled(stands: false);
        }
    }

    private async Task Pause(TimeSpan time)
    {
        if (_behaves.IsCompleted)
            return;
        await Task.WhenAny(_behaves, Task.Delay(time, TimeProvider.System, context.RequestAborted));
        context.RequestAborted.ThrowIfCancellationRequested();
    }

    // Closed without lingering: RST in place of FIN (socket(7), SO_LINGER).
    private void ResetConnection()
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        context.Abort();
    }
}
