using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Model;

namespace Visor.Commands.Cosmovisor;

/// <summary>
/// <c>cosmovisor version</c>: Visor's version where Cosmovisor would say its own, on the error output as it does, then what the chain's binary says of itself.
/// </summary>
internal sealed class VersionReport(TextWriter output, TextWriter error, CosmovisorSeams seams, Func<CosmovisorSettings> settings)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<int> Write(bool isJson, bool withApp, CancellationToken cancellation)
    {
        var version = VisorVersion.OfThisProgram.Version;
        if (isJson)
        {
            await output.WriteLineAsync(Json(version, withApp ? await AppVersion(cancellation) : null));
            return ExitCodes.Success;
        }

        await error.WriteLineAsync($"cosmovisor version: {version}");
        await error.FlushAsync(cancellation); // The binary writes to the same place by itself.
        return withApp ? await seams.Run(settings(), ["version"], cancellation) : ExitCodes.Success;
    }

    // Apps differ in where they print it.
    private async Task<JsonElement> AppVersion(CancellationToken cancellation)
    {
        var given = settings();
        var result = await seams.Ask(given, ["version", "--long", "--output", "json"], cancellation);
        var command = $"`{given.Name} version --long --output json`";
        if (!result.Succeeded)
            throw new VisorException(ExitCodes.Failed, $"{command} failed{(result.Exit is { } exit ? $" ({exit})" : "")}: {PlainText.Excerpt(result.Error + result.Output)}; run it by hand to see why");
        return Parsed(result.Output) ?? Parsed(result.Error) ?? throw new VisorException(
            ExitCodes.Failed, $"{command} answered {PlainText.Excerpt(result.Output + result.Error)}, which is not JSON; use `cosmovisor version`, which shows any answer");
    }

    private static JsonElement? Parsed(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Json(string version, JsonElement? app)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("cosmovisor_version", version);
            if (app is { } given)
            {
                json.WritePropertyName("app_version");
                given.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
