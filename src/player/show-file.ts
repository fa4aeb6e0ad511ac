/** Shows a file in an element. @returns what takes it away again, to be called before or after the element leaves the page. */
export function showFile(element: HTMLImageElement | HTMLVideoElement, file: File): () => void {
  const url = URL.createObjectURL(file);
  element.src = url;
  return () => {
    // Chromium 156 never lets go of a picture whose address changes outside of the page, nor of the tree that it hung in.
    if (element instanceof HTMLVideoElement || element.isConnected) element.removeAttribute('src');
    // A video without an address keeps its decoder until it is told to load.
    if (element instanceof HTMLVideoElement) element.load();
    URL.revokeObjectURL(url);
  };
}
