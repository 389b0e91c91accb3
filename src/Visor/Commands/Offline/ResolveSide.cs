namespace Visor.Commands.Offline;

/// <summary>Which side of a contradiction counts.</summary>
internal enum ResolveSide
{
    Journal,
    Current,
    Data,
}
