/** What a file of reviews holds: 25,000 of each in the data set of Maas et al. */
export interface Reviews {
  train: Review[];
  test: Review[];
}

export interface Review {
  text: string;
  /** 1 praises, 0 does not. */
  label: number;
}
