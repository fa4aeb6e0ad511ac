/** A dimension above this is not worth a complaint: the middle between fair and good. */
export const NOTICEABLE_BELOW = 3.5;
/** A difference of half a step is usually seen; a dimension that much below the others stands out. */
export const STANDS_OUT_BY = 0.5;
/** Two dimensions nearer than this are named together. */
export const SAME_WITHIN = 0.2;
