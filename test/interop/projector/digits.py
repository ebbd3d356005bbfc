"""The digits of scikit-learn and what it makes of them, or how true other layouts of them are.

Argument: a file of JSON. {"rows", "neighbors"} alone prints vectors, labels, PCA, the nearest neighbours and the trustworthiness
of its own t-SNE; with {"layouts": {name: coordinates}} it prints the trustworthiness of each of these.
"""

import json
import sys

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.neighbors import NearestNeighbors


def nearest(vectors, k, metric):
    found = NearestNeighbors(n_neighbors=k + 1, metric=metric, algorithm="brute").fit(vectors)
    distances, index = found.kneighbors(vectors)
    return {"index": index[:, 1:].tolist(), "distance": distances[:, 1:].tolist()}


with open(sys.argv[1], encoding="utf-8") as file:
    asked = json.load(file)
digits = load_digits()
vectors = digits.data[: asked["rows"]].astype(np.float32)
k = asked["neighbors"]
if "layouts" in asked:
    print(json.dumps({name: trustworthiness(vectors, np.array(y), n_neighbors=k) for name, y in asked["layouts"].items()}))
else:
    pca = PCA(n_components=3, svd_solver="full").fit(vectors)
    layouts = {d: TSNE(n_components=d, init="pca", random_state=1, perplexity=30).fit_transform(vectors) for d in (2,)}
    print(
        json.dumps(
            {
                "vectors": vectors.tolist(),
                "labels": digits.target[: asked["rows"]].tolist(),
                "pca": pca.transform(vectors).tolist(),
                "shares": pca.explained_variance_ratio_.tolist(),
                "cosine": nearest(vectors, k, "cosine"),
                "euclidean": nearest(vectors, k, "euclidean"),
                "tsne": layouts[2].tolist(),
                "trust": {str(d): float(trustworthiness(vectors, y, n_neighbors=k)) for d, y in layouts.items()},
            }
        )
    )
