using System.Globalization;
using System.Text.Json;

namespace Visor.SimulatedCosmosNode.Rpc;

/// <summary>The parameters of a call, whichever way it came.</summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly bool _fromAddress;

    private Parameters(bool fromAddress) => _fromAddress = fromAddress;

    /// <summary>Of a POST: 64-bit integers and bytes are strings.</summary>
    /// <exception cref="RpcException">They are none that it takes.</exception>
    public static Parameters OfCall(JsonElement call)
    {
        var parameters = new Parameters(fromAddress: false);
        if (!call.TryGetProperty("params", out var given) || given.ValueKind is JsonValueKind.Null or JsonValueKind.Array)
            return parameters;
        if (given.ValueKind is not JsonValueKind.Object)
            throw RpcException.InvalidParams("unknown type for JSON params");
        foreach (var parameter in given.EnumerateObject())
        {
            parameters._texts[parameter.Name] = parameter.Value.ValueKind switch
            {
                JsonValueKind.String => parameter.Value.GetString()!,
                JsonValueKind.Null => "",
                JsonValueKind.Number when parameter.Name is "height" => throw RpcException.InvalidParams(
                    $"invalid 64-bit integer encoding \"{parameter.Value.GetRawText()}\", expected string"),
                _ => parameter.Value.GetRawText(),
            };
        }

        return parameters;
    }

    /// <summary>Of a GET: texts are quoted, bytes begin with 0x.</summary>
    public static Parameters OfAddress(string query)
    {
        var parameters = new Parameters(fromAddress: true);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
            parameters._texts[pair[0]] = pair.Length < 2 ? "" : Uri.UnescapeDataString(pair[1]).Trim('"');
        return parameters;
    }

    public string Text(string name) => _texts.GetValueOrDefault(name, "");

    /// <exception cref="RpcException">It is no number.</exception>
    public long Number(string name) => Text(name) is not { Length: > 0 } text
        ? 0
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw RpcException.InvalidParams($"invalid number {text}");

    /// <exception cref="RpcException">They are no bytes in hexadecimal digits.</exception>
    public byte[] Bytes(string name)
    {
        var text = Text(name);
        if (_fromAddress && text.StartsWith("0x", StringComparison.Ordinal))
            text = text[2..];
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw RpcException.InvalidParams("encoding/hex: invalid byte");
        }
    }
}
