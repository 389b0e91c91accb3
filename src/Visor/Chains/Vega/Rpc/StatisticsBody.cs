namespace Visor.Chains.Vega.Rpc;

/// <summary>What a core's public API answers when asked for its statistics, as far as Visor reads it.</summary>
internal sealed record StatisticsBody(StatisticsFigures? Statistics);

/// <param name="BlockDuration">Nanoseconds.</param>
internal sealed record StatisticsFigures(ulong? BlockHeight, ulong? BlockDuration);
