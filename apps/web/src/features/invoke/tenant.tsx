// Which tenant a call is for, where the function keeps tenants apart.

type Props = { tenant: string; onChange: (tenant: string) => void }

export function Tenant({ tenant, onChange }: Props) {
  return (
    <label className="tenant">
      Tenant
      <input
        value={tenant}
        placeholder="ID"
        maxLength={256}
        autoComplete="off"
        spellCheck={false}
        title="Sent as X-Amz-Tenant-Id. Each tenant has environments of its own."
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}
