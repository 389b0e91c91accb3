using Visor.Configuration;
using Visor.Model;
using Visor.Platform.Files;

namespace Visor.Releases.Fetching;

/// <summary>What a release server knows the operator by. A class without members to print, so that no message shows it by accident.</summary>
internal sealed class ApiToken
{
    /// <summary>Bytes; the longest tokens that servers give out have some hundreds.</summary>
    private const int MaxChars = 4096;

    private ApiToken(string value, string origin)
    {
        Value = value;
        Origin = origin;
    }

    /// <summary>The secret itself.</summary>
    public string Value { get; }

    /// <summary>Where the operator finds it, for messages.</summary>
    public string Origin { get; }

    /// <summary>Whether the server has not accepted it in this attempt, so that it is asked without.</summary>
    public bool IsRefused => Refusal is not null;

    /// <summary>Null: it is accepted, as far as is known; else a sentence for people, with the remedy.</summary>
    public string? Refusal { get; private set; }

    /// <param name="status">What the server has answered to it.</param>
    public void Refuse(int status) => Refusal = $"the server rejects the token in {Origin} (HTTP {status}); Visor continues without a token; put a valid token there, or remove it";

    /// <summary>The variable of the environment that holds the token of such a server; null: none, since nobody knows whose server it is.</summary>
    public static string? VariableOf(ReleaseSourceKind source) => source switch
    {
        ReleaseSourceKind.GitHub => "GITHUB_TOKEN",
        ReleaseSourceKind.GitLab => "GITLAB_TOKEN",
        ReleaseSourceKind.Forgejo => "FORGEJO_TOKEN",
        _ => null,
    };

    /// <summary>The token of <c>tokenFile</c>, read anew, or else that of the environment.</summary>
    /// <returns>Null: there is none.</returns>
    /// <exception cref="ReleaseException">The file cannot be read, or what is there is no token.</exception>
    public static ApiToken? Read(AutoInstallConfig config, Func<string, string?> environment)
    {
        if (config.Source == ReleaseSourceKind.Folder)
            return null;
        if (config.TokenFile is { } file)
            return Checked(Read(file), $"the file {Shown(file)}", "put only the token in it, or delete the line `tokenFile`");
        return VariableOf(config.Source) is { } variable && environment(variable)?.Trim() is { Length: > 0 } value
            ? Checked(value, $"the environment variable {variable}", "set it to the token alone, or unset it")
            : null;
    }

    /// <summary>The same text with the token struck out, if a server has sent it back.</summary>
    public string Redact(string text) => text.Replace(Value, "[token]", StringComparison.Ordinal);

    public override string ToString() => "[token]";

    private static string Read(string file)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(BoundedFileReader.Read(file, MaxChars + 1)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                $"the token file {Shown(file)} cannot be read ({PlainText.Excerpt(e.Message)}); make it readable for Visor's user, "
                + "or correct or delete the line `tokenFile` in `[autoInstall]`");
        }
    }

    private static ApiToken Checked(string value, string origin, string remedy) =>
        value.Length is > 0 and <= MaxChars && value.All(c => c is > ' ' and <= '~')
            ? new ApiToken(value, origin)
            : throw new ReleaseException(
                $"{origin} holds no token ({(value.Length == 0 ? "it is empty" : "a token has only visible ASCII characters, and no blanks")}); "
                + remedy);

    private static string Shown(string file) => PlainText.Excerpt(file, maxLength: 300);
}
