using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Checking;

/// <summary>One look at one thing.</summary>
/// <param name="What">For the finding, if the look itself fails.</param>
internal sealed record CheckStep(string What, Func<CancellationToken, Task<IEnumerable<Finding>>> Look);

/// <summary>Looks at one thing after the other.</summary>
internal static class CheckRun
{
    /// <returns>The findings of every look; one that cannot be finished is a failure of its own.</returns>
    public static async Task<ImmutableArray<Finding>> Run(IEnumerable<CheckStep> steps, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var step in steps)
        {
            try
            {
                findings.AddRange(await step.Look(cancellation));
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // Whatever it is, the other looks are worth as much without it.
                findings.Add(Finding.Failure(step.What, $"this could not be checked: {PlainText.Excerpt(e.Message)}"));
            }
        }

        return findings.ToImmutable();
    }
}
