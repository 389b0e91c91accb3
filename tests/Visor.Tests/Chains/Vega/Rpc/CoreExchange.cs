using Visor.Tests.Http;

namespace Visor.Tests.Chains.Vega.Rpc;

/// <summary>Answers as the admin server of a core.</summary>
internal static class CoreExchange
{
    extension(Exchange exchange)
    {
        /// <summary>The id of the RPC request, as text.</summary>
        public string Id => exchange.Request[(exchange.Request.LastIndexOf(':') + 1)..^1];

        /// <param name="result">JSON.</param>
        public Task Answer(string result) =>
            exchange.Respond("200 OK", $$"""{"result":{{result}},"error":null,"id":{{exchange.Id}}}""");
    }
}
