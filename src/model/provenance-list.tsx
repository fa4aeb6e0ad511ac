/** A model file's own account of where it comes from: any JSON, shown as a list. */
export function ProvenanceList({ value }: { readonly value: unknown }) {
  if (Array.isArray(value)) {
    return (
      <ul className="provenance__items">
        {value.map((item: unknown, i) => (
          <li key={i}>
            <ProvenanceList value={item} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === 'object' && value !== null) {
    return (
      <dl className="provenance">
        {Object.entries(value as Readonly<Record<string, unknown>>).map(([name, item]) => (
          <div key={name}>
            <dt>{spaced(name)}</dt>
            <dd>
              <ProvenanceList value={item} />
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** `trainedOn` and `trained_on` as words. */
function spaced(name: string): string {
  const words = name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
