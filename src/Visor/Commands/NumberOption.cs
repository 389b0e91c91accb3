using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Visor.Model;

namespace Visor.Commands;

/// <summary>An option that takes a whole number. What is none is a mistake of the command line, told in one sentence.</summary>
internal static class NumberOption
{
    /// <param name="least">The least that makes sense.</param>
    /// <param name="what">What it is, in words that fit after "takes".</param>
    public static Option<T?> Of<T>(string name, T least, string what)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        new(name)
        {
            HelpName = "N",
            CustomParser = result =>
            {
                var word = result.Tokens is [.., var last] ? last.Value : "";
                if (T.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
                    return number;
                result.AddError($"{name} takes {what}, from {least} to {T.MaxValue}, not {PlainText.Excerpt(word, maxLength: 40)}");
                return null;
            },
        };
}
