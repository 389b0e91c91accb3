using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit.v3;

namespace Visor.Testing;

/// <summary>
/// A test that never ends would keep everything behind it waiting, and nobody would learn its name: it ends the whole run, and says
/// which it was. Every wait in a test has a shorter deadline of its own; this one is for a defect of the tests themselves.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class DeadlineAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan ForEachStrike = TimeSpan.FromSeconds(10);

    // A long torture (VISOR_TORTURE_ROUNDS) takes its time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10)
        + (int.TryParse(Environment.GetEnvironmentVariable("VISOR_TORTURE_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var strikes) ? strikes * ForEachStrike : TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, Timer> _running = new(StringComparer.Ordinal);

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        _running[test.UniqueID] = new Timer(
            _ => Environment.FailFast($"{test.TestDisplayName} still runs after {Patience.TotalMinutes:0} minutes"), state: null, Patience, Timeout.InfiniteTimeSpan);

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out var timer))
            timer.Dispose();
    }
}
