using Visor.FakeChain;

return await Visor.Program.Run(args, new Visor.Chains.ChainFamilies(FakeFamily.Create()));
