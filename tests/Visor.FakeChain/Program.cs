using Visor.FakeChain;

return await Visor.Program.Run(args, FakeFamily.Create());
