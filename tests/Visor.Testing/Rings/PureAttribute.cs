namespace Visor.Testing.Rings;

/// <summary>Values in, values out: no process, no socket, no file of its own, and nothing to wait for.</summary>
public sealed class PureAttribute() : RingAttribute("Pure");
