// The only door to the CDK library. A build of the same source for its fork changes this one specifier.
import { type Cdk, cdk, constructs, synthesizer } from "./library/cdktf.ts";

export const { Construct } = constructs;
export type Construct = import("constructs").Construct;

export const { Annotations, Aspects, ImportableResource } = cdk;
export type ImportableResource = Cdk.ImportableResource;

export const { DefaultTokenResolver, StringConcat, ref, TerraformAsset, Token, Tokenization } = cdk;

export const { ComplexList, ComplexObject } = cdk;
export type ComplexList = Cdk.ComplexList;
export type ComplexObject = Cdk.ComplexObject;

export const { TerraformDataSource, TerraformElement, TerraformProvider, TerraformResource, TerraformStack } =
  cdk;
export type TerraformDataSource = Cdk.TerraformDataSource;
export type TerraformProvider = Cdk.TerraformProvider;
export type TerraformResource = Cdk.TerraformResource;
export type TerraformStack = Cdk.TerraformStack;

export type IAspect = Cdk.IAspect;
export type IInterpolatingParent = Cdk.IInterpolatingParent;
export type IResolvable = Cdk.IResolvable;
export type IResolveContext = Cdk.IResolveContext;
export type ITerraformDependable = Cdk.ITerraformDependable;
export type TerraformMetaArguments = Cdk.TerraformMetaArguments;

export const { addCustomSynthesis } = synthesizer;
export { makeNullResource, type NullResourceConfig } from "./library/cdktf.ts";
