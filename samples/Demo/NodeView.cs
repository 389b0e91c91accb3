namespace Visor.Demo;

/// <summary>A line of the table.</summary>
/// <param name="Release">Empty: nothing has been started yet.</param>
/// <param name="Upgrade">Its tag and how far it is; empty: none is accepted.</param>
/// <param name="Downtimes">One an upgrade, in milliseconds, in Visor's words; null: not yet.</param>
internal sealed record NodeView(string Name, string Release, long Height, string State, string Upgrade, IReadOnlyList<long?> Downtimes)
{
    /// <summary>What a reader of plain lines wants to hear of: everything but the height.</summary>
    public string Change => $"{Release} {State} {Upgrade} {string.Join(' ', Downtimes)}";
}
