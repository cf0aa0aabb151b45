using PreExam.Console.Tests;
using PreExam.Testing;

[assembly: AssemblyFixture(typeof(Hosts))]
[assembly: AssemblyFixture(typeof(Browser))]
