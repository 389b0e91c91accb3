using System.Collections.Immutable;

namespace Visor.Processes;

/// <summary>Where the files ended that a process writes to, when it was started.</summary>
/// <param name="Offsets">Bytes, for standard output and standard error; 0 where they lead into no file.</param>
internal sealed record OutputMark(ImmutableArray<long> Offsets);
