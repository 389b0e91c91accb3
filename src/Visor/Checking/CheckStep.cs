using Visor.Model;

namespace Visor.Checking;

/// <summary>One look at one thing.</summary>
/// <param name="What">For the finding, if the look itself fails.</param>
internal sealed record CheckStep(string What, Func<CancellationToken, Task<IEnumerable<Finding>>> Look);
