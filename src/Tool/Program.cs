using System.Text;
using ModelCompiler.Tool.Commands;

// File names are Unicode, whatever the console's code page.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return ModelcCommand.Run(args, Console.Out, Console.Error);
