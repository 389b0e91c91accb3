using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Visor.SimulatedNode.Processes;

/// <summary>Small JSON files that other processes read while they are written.</summary>
internal static class StateFiles
{
    public static T? Load<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    public static void Save<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var unfinished = path + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(value, type));
        File.Move(unfinished, path, overwrite: true);
    }
}
