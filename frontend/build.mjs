// Builds what the browser gets into kalo/static/build: hashed names, a manifest, precompressed copies.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../kalo/static/build");
const images = join(here, "images");
const squeezed = new Set([".css", ".js", ".svg", ".json", ".webmanifest"]);
const written = new Map();
const manifest = {};

/** Bundle an entry; answers its output files, fonts of a stylesheet included. */
async function bundle(entry, more = {}) {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(here, entry)], bundle: true, minify: true, write: false, metafile: true,
    outdir: target, absWorkingDir: here, entryNames: "[name]-[hash]", assetNames: "[name]-[hash]",
    target: ["chrome100", "firefox100", "safari15.4"], format: "esm", legalComments: "none",
    loader: { ".woff2": "file", ".svg": "file" }, logLevel: "warning", ...more,
  });
  for (const file of outputFiles) written.set(basename(file.path), Buffer.from(file.contents));
  for (const [path, output] of Object.entries(metafile.outputs)) name(path, output);
}

/** Note under which plain name an output is known. */
function name(path, output) {
  const hashed = basename(path);
  const source = output.entryPoint ?? Object.keys(output.inputs)[0];
  const plain = basename(source).replace(/-wght-normal(?=\.woff2$)/, "");
  manifest[plain] = hashed;
}

/** What tools bring: each file of css/tools and js/tools under its own name. */
async function ofTools(kind) {
  const folder = join(here, kind, "tools");
  const files = await readdir(folder).catch(() => []);
  return files.filter((file) => extname(file) === `.${kind}`).map((file) => bundle(`${kind}/tools/${file}`));
}

/** Take the pictures as they are, under hashed names. */
async function copyImages() {
  for (const file of await readdir(images)) {
    const bytes = await readFile(join(images, file));
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
    const hashed = `${basename(file, extname(file))}-${hash}${extname(file)}`;
    written.set(hashed, bytes);
    manifest[file] = hashed;
  }
}

/** The web app's own description, naming the pictures by their hashed names. */
function describeApp() {
  const url = (file) => `/static/build/${manifest[file]}`;
  const app = {
    name: "e-ΚΑΛΟ", short_name: "e-ΚΑΛΟ", lang: "el", start_url: "/", scope: "/", display: "minimal-ui",
    background_color: "#faf8f3", theme_color: "#faf8f3",
    icons: [
      { src: url("favicon.svg"), type: "image/svg+xml", sizes: "any" },
      { src: url("apple-touch-icon.png"), type: "image/png", sizes: "180x180" },
    ],
  };
  const bytes = Buffer.from(JSON.stringify(app));
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  manifest["site.webmanifest"] = `site-${hash}.webmanifest`;
  written.set(manifest["site.webmanifest"], bytes);
}

/** Smaller copies beside each text file, so that no server compresses while a person waits. */
async function squeeze() {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  for (const [file, bytes] of [...written]) {
    if (!squeezed.has(extname(file))) continue;
    written.set(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
    written.set(`${file}.br`, await promisify(brotliCompress)(bytes, brotli));
  }
}

/** Write what is new, the manifest last, then drop what no name points to. */
async function store() {
  await mkdir(target, { recursive: true });
  const before = new Set(await readdir(target));
  for (const [file, bytes] of written) if (!before.has(file)) await writeFile(join(target, file), bytes);
  const names = JSON.stringify(Object.fromEntries(Object.entries(manifest).sort()), null, 1);
  await writeFile(join(target, "manifest.json"), `${names}\n`);
  written.set("manifest.json", names);
  for (const file of before) if (!written.has(file)) await rm(join(target, file), { recursive: true });
}

await Promise.all([bundle("css/house.css"), bundle("js/house.js"), bundle("js/live.js"), bundle("js/live-door.js"), bundle("js/line.js"), bundle("js/composer.js"), bundle("js/learning.js"), bundle("js/reading.js"), bundle("js/quiz.js"), bundle("js/attendance.js"), bundle("js/door.js"), bundle("js/door-worker.js"), bundle("js/qr.js"), bundle("css/door.css"), bundle("js/work.js"), bundle("js/toolbox.js"), bundle("js/names.js"), bundle("css/composer.css"), bundle("css/certificates.css"), bundle("css/study.css"), bundle("css/live-room.css"), bundle("css/reading.css"), bundle("css/events-pages.css"), bundle("css/network.css"), bundle("css/events-embed.css"), bundle("css/events-print.css"), bundle("css/toolbox.css"), ...(await ofTools("css")), ...(await ofTools("js"))]);
await copyImages();
describeApp();
await squeeze();
await store();
for (const file of ["house.css", "house.js", "live.js", "composer.js", "learning.js", "composer.css", "study.css"])
  console.log(`${file} ${(written.get(`${manifest[file]}.gz`).length / 1024).toFixed(1)} KB gzip`);
