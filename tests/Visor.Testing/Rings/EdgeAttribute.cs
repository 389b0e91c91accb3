namespace Visor.Testing.Rings;

/// <summary>Real processes, sockets and file systems.</summary>
public sealed class EdgeAttribute() : RingAttribute("Edge");
