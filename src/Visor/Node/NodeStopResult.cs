using System.Collections.Immutable;
using Visor.Model;
using Visor.Processes;

namespace Visor.Node;

/// <param name="Alive">What lived when the stop began.</param>
/// <param name="Killed">What did not stop in the grace period and got SIGKILL, for people.</param>
/// <param name="Word">What is known of the core now that it has ended; null: it had ended before the stop began.</param>
internal sealed record NodeStopResult(ImmutableArray<SupervisedProcess> Alive, ImmutableArray<string> Killed, UpgradeReadiness? Word);

/// <param name="WasKilled">Visor killed it, so its end says nothing.</param>
internal sealed record CoreExit(ProcessExit Exit, bool WasKilled);
