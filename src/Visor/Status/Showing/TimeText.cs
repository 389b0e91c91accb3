using System.Globalization;

namespace Visor.Status.Showing;

/// <summary>Moments as people read them, in universal time: machines of one network stand in many zones.</summary>
internal static class TimeText
{
    public static string Format(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
