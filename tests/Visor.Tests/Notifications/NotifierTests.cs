using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Visor.Configuration;
using Visor.Model.Events;
using Visor.Notifications;
using Xunit;

namespace Visor.Tests.Notifications;

[Edge]
public sealed class NotifierTests
{
    private static readonly Uri Secret = new("https://hooks.example.com/services/SECRET?token=SECRET");

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private ImmutableArray<NotificationTarget> _targets = [Target()];

    [Fact]
    public async Task Each_receiver_is_told_what_it_wants_to_hear_in_order()
    {
        var receiver = new FakeReceiver(FakeReceiver.Says(HttpStatusCode.NoContent));
        _targets = [Target(EventKind.Due, EventKind.Upgraded)];
        await using (var notifier = Notifier(receiver))
        {
            foreach (var kind in EventKinds.All)
                notifier.Notify(Event(kind));
        }

        receiver.Bodies.Select(Kind).ShouldBe(["due", "upgraded"]);
        _log.Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, null, 0.4, 1.1)]
    [InlineData(HttpStatusCode.TooManyRequests, "30", 29, 31)]
    public async Task What_fails_is_tried_again_after_a_wait_and_told_once(HttpStatusCode status, string? retryAfter, double notBefore, double notAfter)
    {
        var receiver = new FakeReceiver(FakeReceiver.Says(status, retryAfter), FakeReceiver.Says(HttpStatusCode.OK));
        await using (var notifier = Notifier(receiver))
        {
            notifier.Notify(Event(EventKind.Due));
            await Eventually.Holds(() => _log.Lines.Count == 1, "the warning");
            _time.Advance(TimeSpan.FromSeconds(notBefore));
            receiver.Bodies.Count.ShouldBe(1);
            await Eventually.Holds(
                () =>
                {
                    _time.Advance(TimeSpan.FromSeconds(notAfter - notBefore));
                    return receiver.Bodies.Count == 2;
                },
                "the second attempt");
        }

        _log.Lines.ShouldBe(
        [
            $"Warning: notifications[0] (https://hooks.example.com/…) answered with HTTP {(int)status}; Visor retries for some minutes",
            "Information: notifications[0] (https://hooks.example.com/…) accepts notifications again",
        ]);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, "answered with HTTP 404; check `url` and `format`")]
    [InlineData(HttpStatusCode.Found, "answered with HTTP 302; Visor does not follow it, since that could leak the secret in the address")]
    public async Task What_cannot_succeed_is_given_up_at_once(HttpStatusCode status, string told)
    {
        var receiver = new FakeReceiver(FakeReceiver.Says(status));
        await using (var notifier = Notifier(receiver))
            notifier.Notify(Event(EventKind.Due));

        receiver.Bodies.Count.ShouldBe(1);
        _log.Lines.Single().ShouldStartWith($"Error: notifications[0] (https://hooks.example.com/…) {told}");
        _log.Lines.Single().ShouldEndWith("notification dropped: due");
    }

    [Fact]
    public async Task A_receiver_that_hangs_makes_nobody_wait()
    {
        var receiver = new FakeReceiver(FakeReceiver.Hangs);
        var notifier = Notifier(receiver);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < 1000; i++)
            notifier.Notify(Event(EventKind.Due));
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await Eventually.Holds(() => receiver.Bodies.Count == 1, "the first attempt");
        _log.Lines.ShouldContain(l => l.Contains("has more than 100 notifications waiting"));

        var disposing = notifier.DisposeAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(5));
        await disposing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        _log.Lines.ShouldContain(l => l == "Warning: Some notifications were not delivered within 5 s; Visor is exiting");
    }

    [Fact]
    public async Task A_receiver_that_is_taken_out_of_the_configuration_is_told_nothing_more()
    {
        var receiver = new FakeReceiver(FakeReceiver.Says(HttpStatusCode.OK));
        await using (var notifier = Notifier(receiver))
        {
            notifier.Notify(Event(EventKind.Accepted));
            await Eventually.Holds(() => receiver.Bodies.Count == 1, "the first");
            _targets = [];
            notifier.Notify(Event(EventKind.Staged));
            _targets = [Target()];
            notifier.Notify(Event(EventKind.Due));
        }

        receiver.Bodies.Select(Kind).ShouldBe(["accepted", "due"]);
    }

    [Fact]
    public async Task A_receiver_is_called_by_its_place_in_the_configuration_as_it_is_now()
    {
        var receiver = new FakeReceiver(FakeReceiver.Says(HttpStatusCode.NotFound));
        var second = new NotificationTarget(new Uri("https://second.example.com/"), NotificationFormat.Json, EventKinds.All);
        _targets = [Target(EventKind.Due), second];
        await using (var notifier = Notifier(receiver))
        {
            notifier.Notify(Event(EventKind.Accepted));
            await Eventually.Holds(() => _log.Lines.Count == 1, "the first failure");
            _targets = [second];
            notifier.Notify(Event(EventKind.Staged));
        }

        _log.Lines.First().ShouldStartWith("Error: notifications[1] (https://second.example.com/…)");
        _log.Lines.Last().ShouldStartWith("Error: notifications[0] (https://second.example.com/…)");
    }

    [Fact]
    public async Task Receivers_on_one_server_that_hang_keep_no_other_there_waiting()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/";
        _targets = [.. Enumerable.Range(0, 5).Select(i => new NotificationTarget(new Uri(address + i), NotificationFormat.Json, EventKinds.All))];
        var notifier = new Notifier(() => new NotificationTargets(_targets), NotificationSender.Make(_time), _time, _log);
        notifier.Notify(Event(EventKind.Due));

        // Time stands still: no attempt ends before the next has begun.
        var connections = new List<TcpClient>();
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(30));
            while (connections.Count < _targets.Length)
                connections.Add(await server.AcceptTcpClientAsync(deadline.Token));
        }
        finally
        {
            var disposing = notifier.DisposeAsync().AsTask();
            _time.Advance(TimeSpan.FromSeconds(5));
            await disposing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            connections.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task Who_cannot_be_reached_is_told_with_cause_and_remedy()
    {
        var receiver = new FakeReceiver(
            _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "SECRET", new SocketException((int)SocketError.ConnectionRefused)),
            FakeReceiver.Says(HttpStatusCode.OK));
        var notifier = Notifier(receiver);
        notifier.Notify(Event(EventKind.Due));
        await Eventually.Holds(() => _log.Lines.Count == 1, "the warning");
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _log.Lines.Count == 2;
            },
            "the recovery");
        await notifier.DisposeAsync();

        _log.Lines.First().ShouldBe(
            "Warning: notifications[0] (https://hooks.example.com/…) cannot be reached (Connection refused); "
            + "check `url` and the network path (DNS, firewall, proxy, certificates); Visor retries for some minutes");
    }

    [Fact]
    public async Task A_user_in_the_address_is_sent_as_such_and_nothing_of_it_is_logged()
    {
        var receiver = new FakeReceiver(FakeReceiver.Says(HttpStatusCode.Forbidden));
        _targets = [new NotificationTarget(new Uri("https://user:SECRET@example.com/SECRET"), NotificationFormat.Json, EventKinds.All)];
        await using (var notifier = Notifier(receiver))
            notifier.Notify(Event(EventKind.Due));

        receiver.Credentials.ShouldBe(["Basic dXNlcjpTRUNSRVQ="]);
        _log.Lines.ShouldHaveSingleItem().ShouldNotContain("SECRET");
    }

    private static NotificationTarget Target(params ImmutableArray<EventKind> events) =>
        new(Secret, NotificationFormat.Json, events.IsEmpty ? EventKinds.All : events);

    private static VisorEvent Event(EventKind kind) => new(kind, DateTimeOffset.UnixEpoch, "v0.1.0", "v0.2.0", 100, "why");

    private static string Kind(string body) => body["{\"event\":\"".Length..].Split('"')[0];

    private Notifier Notifier(FakeReceiver receiver) => new(
        () => new NotificationTargets(_targets), new NotificationSender(new HttpMessageInvoker(receiver, disposeHandler: true), _time), _time, _log);
}
