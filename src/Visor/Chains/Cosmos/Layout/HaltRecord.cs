using System.Globalization;
using System.Text;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>What the running node was told about halting. A node outlives its Visor, and what it was told does too.</summary>
/// <param name="path">Absolute path of the file: two heights, and <c>unclear</c> behind them.</param>
internal sealed class HaltRecord(string path)
{
    private const int MaxBytes = 64;
    private const string Unclear = "unclear";

    private bool _isRead;
    private HaltOrder? _order;

    /// <summary>Null: it was told nothing.</summary>
    public HaltOrder? Order
    {
        get
        {
            if (!_isRead)
                (_order, _isRead) = (Read(), true);
            return _order;
        }
    }

    /// <summary>Right before a start, or after an end.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Note(HaltOrder? order)
    {
        if (order is null)
            File.Delete(path);
        else
            DurableFile.Replace(path, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order.First} {order.Told}{(order.IsUnclear ? " " + Unclear : "")}\n")));
        (_order, _isRead) = (order, true);
    }

    private HaltOrder? Read()
    {
        try
        {
            return Encoding.ASCII.GetString(BoundedFileReader.Read(path, MaxBytes)).Split(' ', StringSplitOptions.TrimEntries) is [var first, var told, .. var rest] && Height(first) is { } block && Height(told) is { } halt
                ? new HaltOrder(block, halt) { IsUnclear = rest is [Unclear] }
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ulong? Height(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var height) ? height : null;
}
