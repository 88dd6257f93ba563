import { type BuildOptions, build, type Plugin } from "esbuild";
import { deflateSync, strToU8 } from "fflate";

/**
 * Puts a library into a program as a packed text that is compiled when the program imports it: V8 reads all the source
 * of a script before it runs the first line. For one that few runs need; undici costs 4 ms at each start else, and
 * another 2 ms as a text that is not packed (measured on 2026-11-23).
 *
 * @param entry what to put in the place of the library's index, from the root of the repository
 * @param modules takes the modules that went in, from the root of the repository
 */
export function onDemand(library: string, entry: string, options: BuildOptions, modules: string[]): Plugin {
  return {
    name: "on-demand",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${library}$`) }, () => ({ path: library, namespace: "on-demand" }));
      onLoad({ filter: /^/, namespace: "on-demand" }, async () => {
        const shape = { format: "cjs", write: false, metafile: true } as const;
        const { outputFiles, metafile } = await build({ ...options, ...shape, entryPoints: [entry] });
        modules.push(...Object.keys(metafile.inputs));
        return { contents: compiledLater(library, outputFiles[0]?.text ?? "") };
      });
    },
  };
}

function compiledLater(library: string, source: string): string {
  // Packed by JavaScript, because zlib's own bytes depend on the processor.
  const packed = Buffer.from(deflateSync(strToU8(source), { level: 9 })).toString("base64");
  const parameters = '["module", "require"]';
  const label = JSON.stringify({ filename: library });
  return `const builtin = process.getBuiltinModule;
const source = builtin("node:zlib").inflateRawSync(Buffer.from("${packed}", "base64")).toString();
builtin("node:vm").compileFunction(source, ${parameters}, ${label})(module, require);`;
}
