import type {
  DescMessage,
  DescMethod,
  DescService,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";

/** The unary methods of a service, by name; one that is left out answers UNIMPLEMENTED. */
export type ServiceMethods<S extends DescService> = {
  readonly [K in keyof S["method"]]?: S["method"][K] extends {
    readonly input: infer I extends DescMessage;
    readonly output: infer O extends DescMessage;
  }
    ? (request: MessageShape<I>) => MessageInitShape<O> | Promise<MessageInitShape<O>>
    : never;
};

/** Answers one path: bytes of the request in, bytes of the response out; or a stream that stays silent until the client ends it. */
export type Route =
  | { readonly kind: "unary"; readonly call: (request: Uint8Array) => Promise<Uint8Array> }
  | { readonly kind: "silent" };

/** By HTTP/2 path, `/package.Service/Method`. */
export type Routes = ReadonlyMap<string, Route>;

export function pathOf(method: DescMethod): string {
  return `/${method.parent.typeName}/${method.name}`;
}

export function unaryRoutes<S extends DescService>(
  service: S,
  methods: ServiceMethods<S>,
): [string, Route][] {
  return service.methods.flatMap((method): [string, Route][] => {
    // The mapped type says which function belongs to which method; a loop over all of them cannot.
    const call = (methods as { readonly [name: string]: ((request: unknown) => unknown) | undefined })[
      method.localName
    ];
    return call === undefined ? [] : [[pathOf(method), unary(method, call)]];
  });
}

function unary({ input, output }: DescMethod, call: (request: unknown) => unknown): Route {
  return {
    kind: "unary",
    async call(request) {
      const response = await call(fromBinary(input, request));
      return toBinary(output, create(output, response as MessageInitShape<typeof output>));
    },
  };
}
