using CsCheck;

namespace Visor.Tests.Recovery;

/// <summary>What chance decides in one step of a course.</summary>
/// <param name="Event">What comes of the work in hand.</param>
/// <param name="Crash">Whether Visor dies in this step, and where in it.</param>
/// <param name="Details">Which processes die, what a power failure leaves of the journal, what the search recognises.</param>
/// <param name="Others">What is done to the home by others than Visor, and what a person says to it.</param>
internal sealed record Choice(int Event, int Crash, int Details, int Others)
{
    private const int Calm = 82;

    /// <summary>A step in which nobody dies and everything that lives is recognised.</summary>
    public static Choice Quiet { get; } = new(0, 0, 0xFFFF, 0);

    public static Gen<Choice[]> Courses { get; } =
        Gen.Select(Gen.Int[0, 99_999], Gen.Int[0, 99], Gen.Int[0, 0xFFFF], Gen.Int[0, 0xFFFFF],
            (happened, crash, details, others) => new Choice(happened, crash, details, others)).Array[1, 40];

    /// <summary>After how many moments of this step Visor dies; null: it does not.</summary>
    public int? CrashAfter => Crash < Calm ? null : Crash - Calm;

    public bool IsPowerFailure => Details % 3 == 0;

    public bool CoreDies => (Details & 0x0003) == 0;

    public bool DataNodeDies => (Details & 0x0018) == 0;

    /// <summary>Whether a process that the journal does not know is found by its arguments.</summary>
    public bool IsRecognised => (Details & 0x0040) != 0;

    public bool OperatorCorrects => (Details & 0x0780) == 0;

    /// <summary>Whether the core reaches the block of what was agreed on, of which nobody hears.</summary>
    public bool BecomesReady => (Details & 0x3000) == 0x1000;

    /// <summary>Whether a core that is to be stopped answers.</summary>
    public bool Answers => (Details & 0x4000) != 0;

    /// <summary>Whether the network withdraws an upgrade while no Visor lives.</summary>
    public bool IsWithdrawn => (Details & 0x8010) == 0;

    public bool StopsInTime => (Details & 0x0800) != 0;

    public Hand Hand => (Others % 80) is var hand && hand > 0 && hand <= (int)Hand.LinksFirst ? (Hand)hand : Hand.None;

    /// <summary>Whether an older copy of the home is put back before the next Visor begins.</summary>
    public bool Restores => Others / 80 % 6 == 1;

    /// <summary>Whether a copy of the home is made.</summary>
    public bool Copies => Others / 480 % 4 == 1;

    /// <summary>Whether the stamp beside the chain's data is written before anything else happens.</summary>
    public bool Stamps => Others / 1920 % 4 != 1;

    /// <summary>Whether a person reads why nothing starts, and says what is meant.</summary>
    public bool PersonDecides => Others / 7680 % 2 == 0;

    public bool KeepsCurrent => Others / 15360 % 2 == 1;

    public override string ToString() => $"({Event}, {Crash}, {Details}, {Others})";

    /// <summary>One of <paramref name="count"/>.</summary>
    public int OneOf(int count) => Details / 3 % count;
}
