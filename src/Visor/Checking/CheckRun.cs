using System.Collections.Immutable;

namespace Visor.Checking;

/// <summary>Looks at one thing after the other, in the order in which an upgrade needs them.</summary>
internal static class CheckRun
{
    /// <returns>The findings of every look; one that cannot be finished is a failure of its own.</returns>
    public static async Task<ImmutableArray<Finding>> Of(IEnumerable<(string What, Func<CancellationToken, Task<IEnumerable<Finding>>> Look)> looks, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var (what, look) in looks)
        {
            try
            {
                findings.AddRange(await look(cancellation));
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                findings.Add(new Finding(Verdict.Failure, what, $"this check could not be finished: {e.Message}"));
            }
        }

        return findings.ToImmutable();
    }
}
