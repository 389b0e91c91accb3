namespace Visor.Supervision.Resuming;

/// <summary>Which side of a contradiction counts.</summary>
internal enum Keep
{
    Journal,
    Current,
    Data,
}
