using System.Text;
using Visor.Platform.Files;

namespace Visor.Configuration;

/// <summary>Gets the text of a configuration file, or says why there is none.</summary>
internal static class ConfigurationFile
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null: it is in <paramref name="problems"/>.</returns>
    public static string? Read(string file, string howToGetOne, ProblemList problems)
    {
        try
        {
            return Decode(ReadBytes(file, problems), howToGetOne, problems);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Error(default, "", $"there is no such file; {howToGetOne}");
        }
        catch (UnauthorizedAccessException)
        {
            problems.Error(default, "", Directory.Exists(file)
                ? "this is a folder; a file is required here"
                : $"permission denied; make it readable for {Environment.UserName}, the user that Visor runs as");
        }
        catch (IOException e)
        {
            problems.Error(default, "", $"it cannot be read: {e.Message}");
        }

        return null;
    }

    /// <returns>Null: it is in <paramref name="problems"/>.</returns>
    public static string? Decode(byte[]? bytes, string howToGetOne, ProblemList problems)
    {
        if (bytes is null)
            return null;
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            problems.Error(PlaceOf(bytes, e.Index), "", "this byte is not UTF-8; save the file as UTF-8");
            return null;
        }

        if (!string.IsNullOrWhiteSpace(text.TrimStart('\uFEFF')))
            return text;
        problems.Error(default, "", $"the file is empty; {howToGetOne}");
        return null;
    }

    private static byte[]? ReadBytes(string file, ProblemList problems)
    {
        var bytes = BoundedFileReader.Read(file, MaxBytes + 1);
        if (bytes.Length <= MaxBytes)
            return bytes;
        problems.Error(default, "", "the file is larger than 1 MiB, so it is not a Visor configuration file");
        return null;
    }

    private static TextPlace PlaceOf(byte[] bytes, int index)
    {
        var before = bytes.AsSpan(0, Math.Clamp(index, 0, bytes.Length));
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new TextPlace(before.Count((byte)'\n') + 1, Strict.GetCharCount(before[lineStart..]) + 1);
    }
}
