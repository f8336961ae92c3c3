/**
 * What finds codes in a picture: the browser's own BarcodeDetector where it reads barcodes, else a library
 * (ZXing, in WebAssembly) from our own origin. Loaded when somebody scans.
 */
import wasm from "zxing-wasm/reader/zxing_reader.wasm?url";

const FORMATS: ("ean_13" | "ean_8" | "upc_a" | "upc_e" | "qr_code")[] = [
  "ean_13",
  "ean_8",
  "upc_a",
  "upc_e",
  "qr_code",
];

export type Detector = { detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]> };
type Native = (new (options: {
  formats: string[];
}) => Detector) & { getSupportedFormats(): Promise<string[]> };

let loading: Promise<Detector> | undefined;

/** Rejects where the library cannot be fetched; asked again, it tries again. */
export function detector(): Promise<Detector> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: Native }).BarcodeDetector;
  const supported: string[] = (await native?.getSupportedFormats().catch(() => [])) ?? [];
  if (native && FORMATS.every((format) => supported.includes(format)))
    return new native({ formats: FORMATS });
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return new BarcodeDetector({ formats: FORMATS });
}

/** The first code in a picture, if any. */
export async function firstCode(source: ImageBitmapSource): Promise<string | undefined> {
  const found = await (await detector()).detect(source);
  return found.find(({ rawValue }) => rawValue !== "")?.rawValue;
}
