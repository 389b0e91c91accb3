using System.Globalization;
using System.Text;
using Visor.Platform.Files;

namespace Visor.Chains.Cosmos.Layout;

/// <summary>The plan's block before which the running node was told to halt. A node outlives its Visor, and what it was told does too.</summary>
/// <param name="path">Absolute path of the file.</param>
internal sealed class HaltRecord(string path)
{
    private const int MaxBytes = 32;

    private bool _isRead;
    private ulong? _height;

    /// <summary>Null: none.</summary>
    public ulong? Height
    {
        get
        {
            if (!_isRead)
                (_height, _isRead) = (Read(), true);
            return _height;
        }
    }

    /// <summary>Right before a start.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Note(ulong? height)
    {
        if (height is { } block)
            DurableFile.Replace(path, Encoding.ASCII.GetBytes(block.ToString(CultureInfo.InvariantCulture) + "\n"));
        else
            File.Delete(path);
        (_height, _isRead) = (height, true);
    }

    private ulong? Read()
    {
        try
        {
            return ulong.TryParse(Encoding.ASCII.GetString(BoundedFileReader.Read(path, MaxBytes)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var height) ? height : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
