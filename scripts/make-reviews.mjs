// Makes workbooks/data/reviews.tsv.gz from the Python package vaderSentiment 3.3.2, whose source archive holds it:
//   pip download vaderSentiment==3.3.2 --no-deps --no-binary :all: && tar xzf vaderSentiment-3.3.2.tar.gz
//   cd vaderSentiment-3.3.2/additional_resources && tar xzf hutto_ICWSM_2014.tar.gz
//   node scripts/make-reviews.mjs …/hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const SOURCE_SHA256 = 'c8293b0d942e90e223ea2c0955d969040d1a1be514a978b9af0698940bd13350';
const TARGET = fileURLToPath(new URL('../workbooks/data/reviews.tsv.gz', import.meta.url));
/** A sentence whose mean rating lies nearer to 0 neither praises nor blames. */
const CLEAR = 0.5;
const SENTENCES = 10_072;

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const [source] = process.argv.slice(2);
if (!source) {
  console.error('Give the path of movieReviewSnippets_GroundTruth.txt of vaderSentiment 3.3.2.');
  process.exit(1);
}
const bytes = readFileSync(source);
if (sha256(bytes) !== SOURCE_SHA256) {
  console.error(`${source} has sha256 ${sha256(bytes)}, but ${SOURCE_SHA256} was expected.`);
  process.exit(1);
}
const sentences = bytes
  .toString('utf8')
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split('\t'))
  .map(([, rating, text]) => ({ rating: Number(rating), text: text.trim() }))
  .filter(({ rating }) => Math.abs(rating) >= CLEAR);
if (sentences.length !== SENTENCES)
  throw new Error(`${sentences.length} sentences, but ${SENTENCES} were expected.`);

const lines = sentences.map(({ rating, text }) => `${Number(rating.toFixed(2))}\t${text}`);
const packed = gzipSync(`rating\ttext\n${lines.join('\n')}\n`, { level: 9 });
// The byte that names the system which packed it: unknown.
packed[9] = 255;
writeFileSync(TARGET, packed);
console.log(`${TARGET}\n${sentences.length} sentences, ${packed.length} bytes, sha256 ${sha256(packed)}`);
