export { type ImdbOptions, type ImdbReviews, imdb } from './imdb.js';
