import type { FileSource } from './file-source.js';

const KERAS = 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/';

/** The files as Keras has them: numbers of words, and which word each number is. */
export const kerasFiles: readonly FileSource[] = [
  {
    name: 'imdb_word_index.json',
    url: `${KERAS}imdb_word_index.json`,
    checksum: { algorithm: 'md5', hex: 'bfafd718b763782e994055a2d397834f' },
  },
  {
    name: 'imdb.npz',
    url: `${KERAS}imdb.npz`,
    size: 17_464_789,
    checksum: {
      algorithm: 'sha256',
      hex: '69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f',
    },
  },
];

/** The archive of the authors: whole texts. */
export const authorsFiles: readonly FileSource[] = [
  {
    name: 'aclImdb_v1.tar.gz',
    url: 'https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz',
    size: 84_125_825,
    checksum: {
      algorithm: 'sha256',
      hex: 'c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe',
    },
  },
];
