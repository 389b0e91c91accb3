using System.Globalization;
using System.Text;
using Visor.SimulatedNode.Http;
using Visor.SimulatedNode.Misbehaving;

namespace Visor.SimulatedNode.Core;

/// <summary>Wrong answers, on request.</summary>
internal sealed class RpcMisbehaviour(Misbehaviours asked, string release)
{
    private const int HugeBytes = 64 * 1024 * 1024;
    private const int FarAhead = 1_000_000_000;

    private int _plans;

    /// <returns>Whether <paramref name="reply"/> (null: none) goes out whatever the request was.</returns>
    public bool InsteadOfAnswer(UpgradeStatus now, out HttpReply? reply)
    {
        bool Is(string name) => asked.Has(name, now.Height);

        reply = null;
        if (Is("hang-rpc"))
            Thread.Sleep(Timeout.Infinite); // Never to answer is what was asked for; it holds up this connection and no other.
        if (asked.Value("mute-until") is { } until && TimeSpan.FromMilliseconds(Misbehaviours.Number(until)) is var end && asked.Age < end)
            Thread.Sleep(end - asked.Age); // Silence until then is what was asked for; nothing can happen that would end it.
        if (Is("close-rpc"))
            return true;
        if (Is("garbage-http"))
            reply = HttpReply.Raw("\u0016\u0003\u0001 this is not HTTP\r\n\r\n"u8.ToArray());
        else if (Is("garbage-rpc"))
            reply = HttpReply.Json(200, "\u001b[31m{\"result\": this is not JSON"u8.ToArray());
        else if (Is("html-rpc"))
            reply = new HttpReply(200, "text/html; charset=utf-8", "<!doctype html><title>hello</title>"u8.ToArray());
        else if (Is("http-500"))
            reply = HttpReply.Text(500, "internal error: \u001b[31mthe core is confused\n");
        else if (Is("null-rpc"))
            reply = HttpReply.Json(200, "{\"result\":null,\"error\":null,\"id\":null}\n"u8.ToArray());
        else if (Is("null-body"))
            reply = HttpReply.Json(200, "null\n"u8.ToArray());
        else if (Is("huge-rpc"))
            reply = HttpReply.Json(200, Encoding.ASCII.GetBytes(new string('[', HugeBytes)));
        return reply is not null;
    }

    /// <summary>What is announced, true or twisted.</summary>
    public AnnouncedUpgrade Twist(UpgradeStatus now)
    {
        var height = now.Height;
        var ready = now.Ready && !asked.Has("never-ready", height);
        if (asked.Has("ready-empty-tag", height))
            return new AnnouncedUpgrade("", height, Ready: true);
        if (asked.Has("ready-own-tag", height))
            return new AnnouncedUpgrade(release, height, Ready: true);
        if (asked.Value("ready-tag", height) is { } tag)
            return new AnnouncedUpgrade(tag, height, Ready: true);
        if (asked.Has("other-plan", height) && Interlocked.Increment(ref _plans) is var plan)
            return new AnnouncedUpgrade(string.Create(CultureInfo.InvariantCulture, $"v0.{plan + 1}.0"), FarAhead + plan, Ready: false);
        if (now.Accepted is { } accepted && !asked.Has("withdraw", height))
            return new AnnouncedUpgrade(asked.Value("hostile-tag", height) ?? accepted.Release, accepted.Height, ready);
        var asObject = (now.EmptyAsObject || asked.Has("empty-accepted", height)) && !asked.Has("null-accepted", height);
        return new AnnouncedUpgrade(asObject ? "" : null, 0, Ready: false);
    }
}
